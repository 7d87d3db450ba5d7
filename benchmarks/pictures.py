def gain_against_harm(a, b):
    return ""


def reliability(a, b):
    return ""
