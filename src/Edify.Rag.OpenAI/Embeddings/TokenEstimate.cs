using System.Text;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Counts tokens: by the pipeline's tokenizer, or else by an estimate that rather says too much.</summary>
/// <remarks>
/// The estimate is a token for every two bytes of UTF-8. Vocabularies of tens of thousands of pieces hold about four characters
/// of English a token (OpenAI's own rule of thumb), and less of what they saw little of: two or three bytes of other scripts, of
/// code and of numbers. A byte-level vocabulary never needs more than a token a byte. Where the estimate is wrong all the same,
/// the server refuses the request, and its texts go in smaller ones.
/// </remarks>
internal sealed class TokenEstimate(Func<ITextTokenizer?> find)
{
    private const int BytesPerToken = 2;
    private const string Estimating = "approximate/";

    private readonly Lazy<ITextTokenizer?> _tokenizer = new(() => Exact(find()));

    /// <summary>The model's tokenizer, where the pipeline has it. It may be made of the embedder, so it is not looked for before it is needed.</summary>
    public ITextTokenizer? Tokenizer => _tokenizer.Value;

    public int Count(ReadOnlySpan<char> text) => Tokenizer?.CountTokens(text) ?? (Encoding.UTF8.GetByteCount(text) + BytesPerToken - 1) / BytesPerToken;

    // Chunkers have an estimate of their own, which says too little as often as too much.
    private static ITextTokenizer? Exact(ITextTokenizer? tokenizer) =>
        tokenizer?.Fingerprint.StartsWith(Estimating, StringComparison.Ordinal) == true ? null : tokenizer;
}
