"""The documents of an input: where each begins and ends, its genre by a learnt score, its identification sheet.

    pages --paper, phrases--> features --beginnings--> documents --facts, points--> genres

``documents`` runs these steps. ``sheets`` reads identification sheets; ``knowledge`` has what the levels know.
"""
