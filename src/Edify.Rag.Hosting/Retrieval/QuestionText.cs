namespace Edify.Rag.Hosting.Retrieval;

/// <summary>What people type, made fit to search with: control characters become spaces, runs of white space one.</summary>
internal static class QuestionText
{
    /// <exception cref="RagInputException">Nothing is left, or more than <see cref="RetrievalQuery.MaxTextLength"/> characters.</exception>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > RetrievalQuery.MaxTextLength)
            throw new RagInputException($"The question has {text.Length:N0} characters; at most {RetrievalQuery.MaxTextLength:N0} are accepted. Ask it in fewer words.");

        var visible = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        var words = visible.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? string.Join(' ', words) : throw new RagInputException("The question is empty. Ask it in 1 to 4,000 characters.");
    }
}
