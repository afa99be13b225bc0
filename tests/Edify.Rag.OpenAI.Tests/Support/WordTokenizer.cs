namespace Edify.Rag.OpenAI.Tests.Support;

/// <summary>Takes each word for a token.</summary>
internal sealed class WordTokenizer(string fingerprint = "words/1") : ITextTokenizer
{
    public string Fingerprint => fingerprint;

    public int CountTokens(ReadOnlySpan<char> text) => text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
