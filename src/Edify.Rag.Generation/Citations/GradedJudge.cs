using Edify.Rag.Generation.Citations.Support;

namespace Edify.Rag.Generation.Citations;

/// <summary>Judges by the grades that a language model gave, and by rules where it gave none.</summary>
/// <param name="grades">The grades.</param>
/// <param name="rules">Decides about the rest.</param>
internal sealed class GradedJudge(IReadOnlyDictionary<GradedPair, bool> grades, ISupportJudge rules) : ISupportJudge
{
    public Verdict Judge(string statement, ContextPassage passage)
    {
        if (!grades.TryGetValue(new(statement, passage), out var isSupported)) return rules.Judge(statement, passage);
        return isSupported ? new(1, null) : new(rules.Judge(statement, passage).Score, CitationFault.Rejected);
    }

    public bool Contributes(Verdict verdict) => rules.Contributes(verdict);

    public bool SupportTogether(string statement, IReadOnlyList<ContextPassage> passages) => rules.SupportTogether(statement, passages);
}
