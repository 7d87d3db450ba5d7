"""The public Python interface: functions, their arguments, and the values that they return."""
