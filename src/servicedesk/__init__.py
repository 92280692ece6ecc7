"""The service manual as a program."""
