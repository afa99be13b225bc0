using System.Text.RegularExpressions;

namespace Edify.Rag.Shared.Language;

/// <summary>Finds the words of a question that ask.</summary>
internal static partial class QuestionWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Auxiliary = "do|does|did|is|are|was|were|can|could|may|must|shall|should|will|would|has|have|had";

    /// <summary>
    /// The question from its first question word on: in "what is it called when it rains", "when" asks nothing. All of it where
    /// it has none of English; nothing for a question to be answered by yes or no.
    /// </summary>
    public static string From(string question)
    {
        if (YesOrNo.IsMatch(question)) return string.Empty;
        var first = English.Match(question);
        return first.Success ? question[first.Index..] : question;
    }

    [GeneratedRegex(@"^\W*(?:" + Auxiliary + @")\b(?!.*\b(?:tell|say|explain|know)\b)", Options)]
    private static partial Regex YesOrNo { get; }

    [GeneratedRegex(@"\b(?:how|what(?:'s|’s)?|which|when|who(?:m|se)?|where|why)\b", Options)]
    private static partial Regex English { get; }
}
