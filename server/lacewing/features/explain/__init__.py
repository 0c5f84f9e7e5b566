"""What a piece of code takes, gives, raises, calls and is called by; prose from a model if there is one."""
