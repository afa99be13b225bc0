using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Finds what a question is about: the longest run of words that say something.</summary>
internal static class QuestionTopic
{
    // Words that join parts of one name or term.
    private static readonly HashSet<string> Links = new(StringComparer.Ordinal) { "of", "for", "the", "de", "du", "des", "del", "der", "von", "fur", "di", "do", "da" };

    private static readonly string[] Articles = ["the ", "der ", "die ", "das ", "le ", "la ", "les ", "el ", "los ", "las ", "il "];

    /// <summary>The topic, as the question writes it; empty where it has none.</summary>
    public static string Of(string question)
    {
        var terms = TermScanner.Scan(question);
        var (from, to, most) = (0, 0, 0);
        for (var i = 0; i < terms.Count; i++)
        {
            if (!IsSubject(terms[i]) || (i > 0 && IsSubject(terms[i - 1]) && IsNear(question, terms[i - 1], terms[i]))) continue;
            var (end, count) = EndOfRun(question, terms, i);
            if (count > most) (from, to, most) = (terms[i].Start, end, count);
        }

        return most == 0 ? string.Empty : ArticleBefore(question, from) + question[from..to];
    }

    private static (int End, int Count) EndOfRun(string question, List<Term> terms, int start)
    {
        var (end, count) = (terms[start].End, 1);
        for (var i = start + 1; i < terms.Count && IsNear(question, terms[i - 1], terms[i]); i++)
        {
            if (IsSubject(terms[i])) (end, count) = (terms[i].End, count + 1);
            else if (!Links.Contains(terms[i].Stem)) break;
        }

        return (end, count);
    }

    private static bool IsSubject(Term term) => term.IsContent && !LightWords.Contains(term.Stem);

    // Scripts without spaces yield overlapping pairs.
    private static bool IsNear(string question, Term left, Term right) =>
        right.Start <= left.End || question.AsSpan(left.End..right.Start).IndexOfAnyExcept(" -–'’/".AsSpan()) < 0;

    private static string ArticleBefore(string question, int start) => Articles.FirstOrDefault(article =>
        question.AsSpan(0, start).EndsWith(article, StringComparison.OrdinalIgnoreCase) &&
        (start == article.Length || !char.IsLetter(question[start - article.Length - 1]))) ?? string.Empty;
}
