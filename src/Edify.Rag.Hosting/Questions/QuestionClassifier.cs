using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Tells what kind of question one is. The rules, in their order, are those of docs/retrieval.md.</summary>
internal static class QuestionClassifier
{
    private const int MostKeywords = 8;

    // What takes so many words is not asked for one fact.
    private const int ManyWords = 30;

    public static QuestionKind Classify(string question, int parts)
    {
        var terms = TermScanner.Scan(question);
        var content = terms.Count(term => term.IsContent);
        if (parts > 1 || QuestionSigns.Compares.IsMatch(question) || content > ManyWords) return QuestionKind.Complex;
        if (IsKeywords(question, terms.Count, content)) return QuestionKind.Keyword;
        if (QuestionSigns.Explains.IsMatch(question)) return QuestionKind.Complex;
        return AsksOneFact(question) || IsYesOrNo(question) ? QuestionKind.Factual : QuestionKind.Semantic;
    }

    /// <summary>Whether it asks at all, rather than naming words or telling something.</summary>
    public static bool Asks(string text) =>
        QuestionSigns.Mark.IsMatch(text) || QuestionSigns.StartsAsking.IsMatch(text) || QuestionSigns.AsksAnywhere.IsMatch(text) ||
        QuestionSigns.StartsWithVerb.IsMatch(text) || QuestionSigns.Explains.IsMatch(text);

    // No sentence, and more words that say something than words that join them.
    private static bool IsKeywords(string question, int terms, int content) =>
        terms <= MostKeywords && content > 0 && terms - content <= content && !Asks(question) && !QuestionSigns.HasVerb.IsMatch(question);

    private static bool AsksOneFact(string question)
    {
        if (QuestionSigns.Measures.IsMatch(question)) return true;
        var asked = QuestionWords.From(question);

        // "Was kostet das?" begins as a question of English that yes or no answers.
        if (asked.Length == 0 && QuestionSigns.StartsAsking.IsMatch(question)) asked = question;
        return asked.Length > 0 &&
            (QuestionPatterns.ByKind.Any(kind => kind.Asks.IsMatch(asked)) || QuestionPatterns.Attribute.IsMatch(asked));
    }

    private static bool IsYesOrNo(string question) => QuestionSigns.StartsWithVerb.IsMatch(question) && !QuestionSigns.StartsAsking.IsMatch(question);
}
