using System.Collections.Frozen;

namespace Edify.Rag.Generation.Text;

/// <summary>Words that questions and school documents use for one another, and irregular forms.</summary>
internal static class Synonyms
{
    private static readonly string[] Groups =
    [
        "fee cost price charge charges fine penalty", "begin start commence began begun starting", "end finish conclude", "student pupil child children learner",
        "exam examination", "buy purchase bought", "phone telephone mobile", "principal headmaster headmistress headteacher", "apply application applicant",
        "admission admit admitted enrol enroll enrolment enrollment", "absent absence", "die death dead died", "photo photograph", "need require requirement required needed necessary",
        "allow permit permission permitted", "holiday vacation", "bring carry brought", "happen occur", "pay payment paid payable", "grade class standard std",
        "teach teacher taught", "write wrote written", "make made", "give gave given", "go went gone", "break broke broken", "lose lost loss", "borrow issue loan", "leave left",
        "return returned", "email mail", "divide division", "multiply multiplication", "subtract subtraction", "add addition", "produce product production",
        "hour timing timings", "limit maximum", "submit submission", "pass passing passed", "wear worn wore", "sell sold", "choose chose chosen", "sick ill illness",
    ];

    private static readonly FrozenDictionary<string, string> Canonicals = Groups
        .Select(group => group.Split(' ').Select(EnglishStemmer.Stem).ToArray())
        .SelectMany(stems => stems.Select(stem => (Stem: stem, Canonical: stems[0])))
        .DistinctBy(pair => pair.Stem)
        .ToFrozenDictionary(pair => pair.Stem, pair => pair.Canonical, StringComparer.Ordinal);

    /// <summary>The stem that stands for a stem and its synonyms.</summary>
    public static string Canonical(string stem) => Canonicals.GetValueOrDefault(stem, stem);
}
