"""Open, anonymous counselling (åben anonym rådgivning): before there is a case, or a name."""
