"""The public Python interface: functions, what they are given, and the values that they return."""
