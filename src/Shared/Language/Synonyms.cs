using System.Collections.Frozen;

namespace Edify.Rag.Shared.Language;

/// <summary>Words that questions and school documents use for one another, and irregular forms.</summary>
internal static class Synonyms
{
    private static readonly string[] Groups =
    [
        "fee cost price charge charges fine penalty", "begin start commence", "end finish conclude", "student pupil child children learner",
        "exam examination", "buy purchase", "phone telephone mobile", "principal headmaster headmistress headteacher", "apply application applicant",
        "admission admit admitted enrol enroll enrolment enrollment", "absent absence", "die death dead died", "photo photograph",
        "need require requirement required needed necessary",
        "allow permit permission permitted", "holiday vacation", "bring carry", "happen occur", "pay payment paid payable",
        "grade class standard std",
        "teach teacher", "write wrote written author publish compose", "day daily", "week weekly", "month monthly", "year yearly annual annually",
        "percent cent percentage", "big large size", "high tall height", "long length", "old age aged", "deep depth",
        "wide width breadth", "heavy weight weigh",
        "strong strength", "quick fast", "lose lost loss", "borrow issue loan", "leave left",
        "return returned", "email mail", "divide division", "multiply multiplication", "subtract subtraction", "add addition",
        "produce product production",
        "hour timing timings", "limit maximum", "submit submission", "pass passing passed", "sick ill illness",
    ];

    // The forms that no stemmer derives, each behind its infinitive.
    private const string IrregularVerbs =
        "arise arose arisen|awake awoke|bear bore borne|beat beaten|become became|begin began begun|bend bent|bind bound|bite bit " +
        "bitten|blow blew blown|" +
        "break broke broken|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|come came|creep crept|deal dealt|" +
        "dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|" +
        "fight fought|find found|" +
        "fly flew flown|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|give gave given|go went gone|grow grew " +
        "grown|hang hung|hear heard|" +
        "hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|lean leant|learn learnt|lend lent|lie lain|light lit|" +
        "make made|meet met|" +
        "overcome overcame|ride rode ridden|ring rang rung|rise rose risen|run ran|see saw seen|seek sought|sell sold|send sent|shake shook shaken|" +
        "shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent|" +
        "spin spun|stand stood|steal stole stolen|stick stuck|strike struck|swear swore sworn|swim swam swum|take took taken|" +
        "teach taught|tear tore torn|think thought|throw threw thrown|understand understood|use used|wake woke woken|wear wore worn|" +
        "win won winner|withdraw withdrew withdrawn";

    private static readonly FrozenDictionary<string, string> Canonicals = Map();

    /// <summary>What "%" and "per cent" are compared by.</summary>
    public static string Percent { get; } = Canonical("percent");

    /// <summary>The stem that stands for a stem and its synonyms.</summary>
    public static string Canonical(string stem) => Canonicals.GetValueOrDefault(stem, stem);

    private static FrozenDictionary<string, string> Map()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Groups.Concat(IrregularVerbs.Split('|')))
        {
            var stems = group.Split(' ').Select(EnglishStemmer.Stem).ToArray();
            var canonical = map.GetValueOrDefault(stems[0], stems[0]);
            foreach (var stem in stems) map.TryAdd(stem, canonical);
        }

        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
