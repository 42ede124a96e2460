"""What Casebook knows of English, as data: word lists and no rule.

Patterns are built from these lists where they are used, in the modules beside this one. Another
language is another module with the same names.
"""

from __future__ import annotations

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec".split()
"""The months as they are cut short, "Sept" beside "Sep"."""
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
"""The month in which each begins."""

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
"""The cardinals from 0 to 19."""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
"""The cardinals 20, 30 and on to 90."""
CARDINALS = {
    **{word: number for number, word in enumerate(UNITS)},
    **{word: 10 * number for number, word in enumerate(TENS, start=2)},
    **{
        f"{ten}-{unit}": 10 * tens + units
        for tens, ten in enumerate(TENS, start=2)
        for units, unit in enumerate(UNITS[1:10], start=1)
    },
}
"""The numbers under a hundred that are one word, "forty-two" too."""
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
"""What a number before it is multiplied by."""
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
"""The ordinals from 1 to 31, the days of a month."""

MEASURES = {
    **dict.fromkeys(("$", "us$", "usd", "dollar", "dollars"), ("dollars", 1)),
    **dict.fromkeys(("€", "eur", "euro", "euros"), ("euros", 1)),
    **dict.fromkeys(("£", "gbp", "pound", "pounds", "lb", "lbs"), ("pounds", 1)),
    **dict.fromkeys(("¥", "jpy", "yen"), ("yen", 1)),
    **dict.fromkeys(("chf", "franc", "francs"), ("francs", 1)),
    **dict.fromkeys(("cent", "cents"), ("cents", 1)),
    **dict.fromkeys(("%", "percent"), ("percent", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("months", 12)),
    **dict.fromkeys(("month", "months"), ("months", 1)),
    **dict.fromkeys(("week", "weeks"), ("days", 7)),
    **dict.fromkeys(("day", "days"), ("days", 1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), ("minutes", 60)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("minutes", 1)),
    **dict.fromkeys(("ton", "tons", "tonne", "tonnes"), ("grams", 10**6)),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), ("grams", 1000)),
    **dict.fromkeys(("g", "gram", "grams"), ("grams", 1)),
    **dict.fromkeys(("ounce", "ounces", "oz"), ("ounces", 1)),
    **dict.fromkeys(("mile", "miles", "mi"), ("miles", 1)),
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), ("meters", 1000)),
    **dict.fromkeys(("meter", "meters", "metre", "metres"), ("meters", 1)),
    **dict.fromkeys(("foot", "feet", "ft"), ("feet", 1)),
    **dict.fromkeys(("acre", "acres"), ("acres", 1)),
    **dict.fromkeys(("liter", "liters", "litre", "litres"), ("liters", 1)),
    **dict.fromkeys(("gallon", "gallons"), ("gallons", 1)),
    **dict.fromkeys(("kilobyte", "kilobytes", "kb"), ("bytes", 10**3)),
    **dict.fromkeys(("megabyte", "megabytes", "mb"), ("bytes", 10**6)),
    **dict.fromkeys(("gigabyte", "gigabytes", "gb"), ("bytes", 10**9)),
    **dict.fromkeys(("terabyte", "terabytes", "tb"), ("bytes", 10**12)),
}
"""What is counted behind or before a number, in what that is measured, and how many of these one
is: a year is 12 months."""

IRREGULAR_VERBS = {
    form: verb
    for verb, forms in {
        "begin": "began begun",
        "bring": "brought",
        "buy": "bought",
        "choose": "chose chosen",
        "come": "came",
        "drive": "drove driven",
        "find": "found",
        "flee": "fled",
        "get": "got",
        "give": "gave given",
        "go": "went gone",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leave": "left",
        "lose": "lost",
        "meet": "met",
        "pay": "paid",
        "plead": "pled",
        "say": "said",
        "see": "saw seen",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "speak": "spoke spoken",
        "steal": "stole stolen",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "understand": "understood",
        "win": "won",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
"""Forms of verbs that share too little with their verb, and that verb."""

FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for from with as that which who whom whose it its he she they them "
    "his her their him be is was were are am has have had do did does will would can could may "
    "might must shall should and or nor if so than then there this these those such all each "
    "more most very own one two three four five six seven eight nine ten mr mrs ms dr".split()
)
"""Words that hold a sentence together and say nothing by themselves."""
NEVER_DENIED = frozenset(
    "yet any ever been being does done even immediately currently themselves himself itself "
    "herself whether also far able made make took take".split()
)
"""Words behind "not" that are not what it denies: "has not yet been able to"."""
QUESTION_WORDS = frozenset(
    "a able about account according after age all allow allowed also am amount an and any anybody "
    "anyone anything are as "
    "asked at back be became become been began begin being believe believed between both bring "
    "brought but by call called came can caused cause century come consider considered could date "
    "day decade describe described did do does doing done during each end ended example exist "
    "existed face faced faces far feel find first following for found from gave get gets give "
    "given go goes going got group had happen happened has have he held help helped her him his "
    "hold how i if in include included including into involve involved is it its just keep kept "
    "kind know known large last lead leave led left long look made main major make many may me "
    "mean means mention mentioned month more most much must my name named need needed new next no "
    "not number of often old on one or other our part people percent percentage person place play "
    "played plays point purpose put reason reasons refer referred result role said same say says "
    "second see seen send serve served set she should show showed shown since so some somebody "
    "someone something sort "
    "stand stands start started state such take taken tell than that the their them then there "
    "these they thing things think this those three thought time times to told took tried try "
    "turn two type under until up us use used using want was way ways we went were what when where "
    "whether which while who whom whose why will with word words work worked would year years you "
    "your s t d ll re ve".split()
)
"""Words of a question that only ask, with verbs that fit any question: "held", "play"."""

NOT_NAMES = frozenset(
    (
        "a about according after again against all also am among an and another any are as at be "
        "because been before beginning between both but by can could did do does down during each "
        "every for from had has have he her hers him his how however i if in into is it its list "
        "may me might my name near no not of on one or our please said she should show since so "
        "some starting summarize tell than that the their them then there these they this those "
        "to today under was we were what when where whether which while who whom whose why will "
        "with would yes you your two three four five six seven eight nine ten several agents "
        "defendant defendants government officials plaintiff plaintiffs prosecutors"
    ).split()
) | {word.lower() for word in (*MONTHS, *WEEKDAYS)}
"""Words that have a capital at the beginning of a sentence, or as a day, and are no name."""
BODY_WORDS = (
    "LLC Inc Corp Co Ltd Company Trading Bank Court Department Office Agency Bureau Police "
    "University Act States District Group Association Commission Ministry FBI DOJ CNN DEA Circuit "
    "Street Road Avenue Justice Customs Exhibit Count Indictment Title Section Service County"
).split()
"""What the names of bodies, places and papers hold, and those of people do not."""
STREET_WORDS = (
    "Street Road Avenue Lane Drive Boulevard Highway Parkway Square Terrace Wharf Pier"
).split()
"""What addresses hold."""
TITLES_OF_MEN = "Mr Sir Messrs".split()
TITLES_OF_WOMEN = "Ms Mrs Miss Madam".split()
TITLES_OF_PEOPLE = (
    "Mr Ms Mrs Dr Prof Sgt Lt Capt Det Judge Agent Officer Detective Sergeant Justice"
).split()
"""Titles before the names of people in reports and filings."""
PLURAL_OF_PEOPLE = (
    "agents officers police investigators detectives deputies inspectors prosecutors authorities "
    "firefighters jurors examiners auditors"
).split()
"""Those who act together without being named."""
