"""Labels inside a sentence."""


def inside(label: str) -> str:
    """``High blood pressure`` → ``high blood pressure``; ``A&E attendances`` stays as it is."""
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"
