using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Text;

/// <summary>Counts tokens by a model's tokenizer, or estimates them where there is none.</summary>
/// <param name="find">Finds the model's; it gives <see langword="null"/> to estimate. Asked once.</param>
internal sealed class TokenCounter(Func<ITextTokenizer?> find)
{
    private readonly Lazy<ITextTokenizer?> _tokenizer = new(find);

    /// <summary>How many tokens a text has.</summary>
    public int Count(ReadOnlySpan<char> text) => _tokenizer.Value?.CountTokens(text) ?? TokenEstimate.Of(text);
}
