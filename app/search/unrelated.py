"""Questions that most libraries have no answer to: asked against an index, they show what chance finds there.

Short and long, on topics far from each other, with some nonsense that can be pronounced. In any one
library a few of them have answers, so what is measured with them is measured by median and quantiles.
"""

_SHORT = """
sourdough starter
tyre pressure
violin strings
goalkeeper gloves
volcanic eruption
mortgage interest
tomato seedlings
wedding speech
sailing knots
dog vaccination
ski wax
opera tickets
roof insulation
chess openings
beehive frames
black holes
medieval castles
hip replacement
coffee grinder
train timetable
sewing pattern
coral reefs
divorce settlement
jazz improvisation
wheel alignment
pottery glaze
passport renewal
horse saddle
lunar eclipse
kindergarten registration
knitting needles
pension contributions
fly fishing
perfume ingredients
earthquake magnitude
drum lessons
hotel reservation
wine tasting
tax return
lightning conductor
crossword puzzle
garden pond
database migration
blood pressure
football league table
ancient Rome
"""
_LONG = """
how do I remove red wine stains from a wool carpet
what is the best time of year to prune apple trees
which visa do I need to work in New Zealand for six months
how long should a leg of lamb rest after roasting
why does my washing machine shake when it spins
the history of the printing press in Europe
instructions for assembling a bunk bed with a slide
what did the referee decide in the last minute of the final
training plan for a first marathon in under four hours
symptoms of vitamin D deficiency in older people
how to teach a parrot to speak
rules for the use of the swimming pool during school holidays
difference between a comet and an asteroid
how does a heat pump work in winter
letter of complaint about a delayed flight and lost luggage
the role of the chorus in Greek tragedy
changing the strings of a classical guitar
minutes of the annual meeting of the allotment society
which mushrooms are safe to eat in the forest
monthly fee for the car park beside the station
how do penguins keep their eggs warm
what causes a recession and how do central banks respond
a bedtime story about a dragon who is afraid of the dark
choosing a telescope for a ten year old child
how to repair a puncture on a mountain bike
the effect of tariffs on the price of steel
costumes and make-up for the school theatre
painting a ceiling without leaving roller marks
inheritance law when there is no will
average rainfall in the Amazon basin
how to write a condolence card to a colleague
migration routes of the Arctic tern
training a neural network to recognise handwriting
security deposit not returned by the landlord
calories in a bowl of porridge with honey
how the pyramids of Giza were built
tuning the carburettor of a vintage motorcycle
best opening moves against the Sicilian defence
does the insurance cover water damage from a burst pipe
planning a surprise party for a sixtieth birthday
what language is spoken in Mozambique
preventing rust on garden tools during the winter
the discovery of penicillin and its consequences
seating plan for the orchestra at the summer concert
signs that a tooth needs root canal treatment
how many players are there in a water polo team
the width of a standard railway track
recycling of batteries from electric cars
who composed the music for the ballet Swan Lake
growing orchids on a windowsill that faces north
connecting a printer to a wireless network
the battle of Waterloo and the fall of Napoleon
a recipe for vegetarian lasagne with spinach
speed limits on motorways in Germany
early signs of mildew on grape vines
how to fold a paper crane
cleaning a fish tank without harming the fish
rates of exchange between the dollar and the yen in 1985
steps of the Viennese waltz
the ozone layer above the Antarctic
agreement on the shared use of a garden fence
measuring curtains for a bay window
"""
_NONSENSE = """
brenkul tovash
wimplet
sorvanik dreth ulmopar
quassel brimtok
fendrilo vask
yutterby noglan spreen
drovix
halpunder criff matoll
zebrith oconvary lunt
plimsak vordeen
trunvel asko bremit folder
what is the grinvald of a sopterel
how to unbrickle the marnoff quickly
melvotian cradd survey
oskaryn twelb
"""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines())


UNRELATED: tuple[str, ...] = (*_lines(_SHORT), *_lines(_LONG))
NONSENSE: tuple[str, ...] = _lines(_NONSENSE)
"""To these no library has an answer."""
