"""What the user is told where the mistake is ours; `{}` takes the path of the log."""

SORRY = "Sorry, something went wrong inside Clew. The log tells more: {}"
