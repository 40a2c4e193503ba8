"""Calculation problems: `problem` makes them, `scene` tells what they look like, `scenes_*` hold them."""
