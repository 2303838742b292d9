"""How many responses an exercise, and one row of its file, may stand for."""

# In one exercise: seven for each of the 1.4 million people of South Yorkshire. And in one row,
# which stands for a place of some thousand people.
MOST_RESPONSES = 10_000_000
MOST_COUNT = 1_000_000
TOO_MANY_RESPONSES = (
    f"The counts add up to more than {MOST_RESPONSES:,} responses, which is the most that an "
    "exercise can have here. Choose the column that says how many responses came from each place, "
    "or correct the numbers in it."
)
