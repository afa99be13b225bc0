namespace Edify.Rag.Shared.Lexical;

/// <summary>Takes the terms of a text in order. Generic over the sink, so that no call per token is virtual.</summary>
internal interface ITokenSink
{
    /// <summary>Takes one term; the span is valid during the call only.</summary>
    /// <param name="term">The term: folded, stemmed, at most 64 characters.</param>
    /// <param name="isStopWord">Whether the word it came from is an English stop word.</param>
    void Accept(scoped ReadOnlySpan<char> term, bool isStopWord);
}
