"""The names of the test list, and more that bring what the list lacks."""

from __future__ import annotations

import csv
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "names.csv"
NAMES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
WRITTEN = {row["nr"]: row["full"] for row in NAMES}

# Vowel signs, conjuncts, joiners, variants and a character beyond the first plane.
MORE = (
    "مُحَمَّد بن عَبْد الله",
    "נָעֳמִי בֶּן־חוֹרֵשׁ",
    "अर्जुन क्षत्रिय श्री",
    "渡邉 直美",
    "𠮷野家 さくら",
    "설믜 남궁",
    "နန်းခင်ဇေယျာ",
    "សុខ ពិសិដ្ឋ",
    "ලක්ෂ්මී",
    "ಶ್ರೀಕಾಂತ್",
    "ശ്രീജിത്ത്",
    "ਗੁਰਪ੍ਰੀਤ",
    "ວິໄລພອນ",
    "გიორგი ბერიძე",
    "አበበ ቢቂላ",
    "ଶ୍ରୀଲକ୍ଷ୍ମୀ",
    "શ્રીનિવાસ",
    "శ్రీనివాస్",
    "শ্রীলক্ষ্মী",
    "n̂gọ̀ N̂",
)
EVERY = (*WRITTEN.values(), *MORE)
