"""Whether this computer runs on its battery."""

import psutil


class Battery:
    """Where there is none, or the system does not tell, it does not."""

    def asked(self) -> bool:
        """Whether no mains is connected now."""
        ask = getattr(psutil, "sensors_battery", None)
        if ask is None:
            return False
        try:
            battery = ask()
        except (OSError, ValueError, psutil.Error):  # a battery that is being taken out, a driver that errs
            return False
        return battery is not None and battery.power_plugged is False
