"""What a commit changed, told to the windows at this and at other desks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Beyond this many rows a window does better to ask for everything anew.
_LIMIT = 1000


@dataclass(frozen=True)
class Changes:
    """Per topic ("appointments", "people", …) the ids of what changed.

    A topic without ids means: something of it, no matter what. `everything` means that it is
    not known what changed (after a lost connection, or too much at once): ask for all anew.
    """

    topics: Mapping[str, frozenset[int]] = field(default_factory=dict)
    everything: bool = False

    @classmethod
    def all(cls) -> Changes:
        return cls(everything=True)

    @classmethod
    def of(cls, topic: str, *ids: int) -> Changes:
        return cls({topic: frozenset(ids)})

    def __bool__(self) -> bool:
        return self.everything or bool(self.topics)

    def touches(self, topic: str) -> bool:
        """Whether anything of this topic may have changed."""
        return self.everything or topic in self.topics

    def ids(self, topic: str) -> frozenset[int]:
        """What is known to have changed of the topic; empty also where only the topic is known."""
        return self.topics.get(topic, frozenset())

    def __or__(self, other: Changes) -> Changes:
        """Both together. A topic without ids swallows the ids of the other."""
        if self.everything or other.everything:
            return Changes.all()
        topics = dict(self.topics)
        for topic, ids in other.topics.items():
            mine = topics.get(topic)
            topics[topic] = ids if mine is None else mine | ids if mine and ids else frozenset()
        return Changes(topics)

    @classmethod
    def together(cls, many: Iterable[Changes]) -> Changes:
        whole = cls()
        for changes in many:
            whole |= changes
        return whole

    def to_json(self) -> str:
        """As it stands in the table `change`; null where it is not worth listing."""
        if self.everything or sum(map(len, self.topics.values())) > _LIMIT:
            return "null"
        return json.dumps(
            {topic: sorted(ids) for topic, ids in sorted(self.topics.items())},
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Changes:
        read = json.loads(text)
        if read is None:
            return cls.all()
        return cls({topic: frozenset(ids) for topic, ids in read.items()})
