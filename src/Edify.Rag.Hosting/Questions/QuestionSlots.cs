using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Puts what a follow-up says differently into the place where the question before it said it.</summary>
internal static class QuestionSlots
{
    /// <summary>
    /// A question with the numbers of a follow-up, such as "grade 4" in place of "grade 3"; <see langword="null"/> where the
    /// follow-up says something else as well, or the question has no such place.
    /// </summary>
    public static string? WithOtherNumbers(string question, string difference)
    {
        var old = TermScanner.Scan(question);
        var fresh = TermScanner.Scan(difference);
        var replaced = new List<(Term Old, Term New)>();
        for (var i = 0; i < fresh.Count; i++)
        {
            if (fresh[i].Kind != TermKind.Number)
            {
                if (fresh[i].IsContent && !IsLabel(fresh, i)) return null;
                continue;
            }

            if (PlaceOf(old, fresh, i) is not { } place || replaced.Exists(r => r.Old == place)) return null;
            replaced.Add((place, fresh[i]));
        }

        if (replaced.Count == 0) return null;
        foreach (var (was, now) in replaced.OrderByDescending(r => r.Old.Start))
            question = question.Remove(was.Start, was.Length).Insert(was.Start, difference[now.Start..now.End]);
        return question;
    }

    /// <summary>A question with the name that a follow-up consists of in place of its own last one; <see langword="null"/> where one of them has none.</summary>
    public static string? WithOtherName(string question, string difference)
    {
        var fresh = TermScanner.Scan(difference);
        if (fresh.Count == 0 || !fresh.TrueForAll(term => term is { Kind: TermKind.Word, IsCapitalized: true })) return null;
        var old = TermScanner.Scan(question);
        var last = old.FindLastIndex(term => term is { Kind: TermKind.Word, IsCapitalized: true });
        if (last <= 0) return null;
        var first = last;
        while (first > 1 && old[first - 1] is { Kind: TermKind.Word, IsCapitalized: true }) first--;
        return question[..old[first].Start] + difference + question[old[last].End..];
    }

    // By the word beside it, or, where it stands alone, as the only number of its length.
    private static Term? PlaceOf(List<Term> old, List<Term> fresh, int i)
    {
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            if (LabelAt(fresh, i + side) is not { } label) continue;
            for (var at = 0; at < old.Count; at++)
            {
                if (old[at].Kind == TermKind.Number && LabelAt(old, at + side) == label) return old[at];
            }

            return null;
        }

        var alike = old.FindAll(term => term.Kind == TermKind.Number && term.Stem.Length == fresh[i].Stem.Length);
        return alike.Count == 1 ? alike[0] : null;
    }

    private static bool IsLabel(List<Term> terms, int i) =>
        (i + 1 < terms.Count && terms[i + 1].Kind == TermKind.Number) || (i > 0 && terms[i - 1].Kind == TermKind.Number);

    private static string? LabelAt(List<Term> terms, int i) => i >= 0 && i < terms.Count && terms[i].Kind == TermKind.Word ? terms[i].Stem : null;
}
