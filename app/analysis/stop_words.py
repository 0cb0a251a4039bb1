"""Function words: indexed like all others, but left out of a query that holds better ones."""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a about am an and any are as at be because been being but by can could did do does doing for from had has "
        "have having he her hers him his how i if in into is it its me might my no nor not of on or our ours she "
        "should so some such than that the their theirs them then there these they this those to too us was we were "
        "what when where which while who whom whose why will with would you your yours s t don doesn isn aren".split()
    ),
    "de": frozenset(
        "aber als am an auch auf aus bei bin bis bist da das dass dein dem den der des die dies diese dieser dieses "
        "du durch ein eine einem einen einer eines er es euch fuer fur hat hatte ich ihr ihre im in ist ja jede "
        "jeder kann kein keine man mein mich mir mit nach nicht noch nur ob oder ohne sein seine sich sie sind so "
        "uber um und uns unser vom von vor war was wenn wer werden wie wir wird wo zu zum zur".split()
    ),
    "fr": frozenset(
        "a ai au aux avec c ce ces cet cette comme comment d dans de des du elle en es est et eu il ils j je l la le "
        "les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas pour qu que quel quelle "
        "qui s sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous y".split()
    ),
    "es": frozenset(
        "a al como con cual cuando de del donde el ella ellas ellos en entre era es esa ese eso esta este esto fue ha "
        "hay la las le les lo los mas me mi muy ni no nos o para pero por porque que quien se ser si sin sobre son su "
        "sus te tu un una uno y ya yo".split()
    ),
    "it": frozenset(
        "a ai al alla anche che chi ci come con cosa d da dal dalla dei del della delle di dove e ed era gli ha ho i "
        "il in io l la le lei li lo loro lui ma me mi ne nel nella no noi non o per piu quale quando questa questo se "
        "si sono su sua suo ti tra tu un una uno vi voi".split()
    ),
    "pt": frozenset(
        "a ao aos as com como da das de do dos e ela elas ele eles em entre era essa esse esta este eu foi ha isso "
        "isto ja lhe mais mas me meu minha na nao nas nem no nos o os ou para pela pelo por qual quando que quem se "
        "sem ser seu seus sua suas tem um uma voce".split()
    ),
    "nl": frozenset(
        "aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe ik in is je kan "
        "maar me met mijn naar niet nog nu of om onder ons ook op over te tot uit van voor was wat we wel wie wij "
        "worden ze zich zij zijn zo".split()
    ),
}
"""ISO 639-1 code -> folded words."""

EVERY_STOP_WORD = frozenset().union(*STOP_WORDS.values())


def is_stop_word(surface: str, languages: frozenset[str]) -> bool:
    """Whether folded *surface* is a function word of one of *languages*."""
    return any(surface in STOP_WORDS.get(language, frozenset()) for language in languages)
