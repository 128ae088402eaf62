"""Settings of the centre: what can be set stands in `keys`."""

from expatdesk.services.settings import keys
from expatdesk.services.settings.setting import Setting
from expatdesk.services.settings.settings import SettingLine, Settings
from expatdesk.services.settings.values import Values, value, values_on

__all__ = ["Setting", "SettingLine", "Settings", "Values", "keys", "value", "values_on"]
