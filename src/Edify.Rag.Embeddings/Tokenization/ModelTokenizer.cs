using Edify.Rag.Embeddings.Tokenization;
using Edify.Rag.Embeddings.Tokenization.Loading;
using Edify.Rag.Embeddings.Tokenization.PostProcessors;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag;

/// <summary>Cuts texts into the tokens of a model, as its author's tokenizer does.</summary>
/// <remarks>Immutable and safe for concurrent use. Unpaired surrogates are taken for U+FFFD.</remarks>
public sealed class ModelTokenizer : ITextTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly TokenPipeline _pipeline;

    internal ModelTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _pipeline = new(parts);
    }

    /// <inheritdoc/>
    public string Fingerprint => _parts.Fingerprint;

    /// <summary>One more than the largest number of a token, added ones included.</summary>
    public int VocabularySize => _parts.Tokens.Count;

    /// <summary>The token that fills up shorter texts of a batch; <see langword="null"/> where the model has none.</summary>
    public int? PadTokenId => _parts.PadTokenId;

    /// <summary>The most tokens the model takes, special ones included, by its <c>tokenizer_config.json</c>; <see langword="null"/> where it does not say.</summary>
    public int? ModelMaxLength => _parts.ModelMaxLength;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="path">A model's folder, a <c>tokenizer.json</c>, or the <c>vocab.txt</c> of a BERT.</param>
    /// <exception cref="RagConfigurationException">There is none, it is damaged, or it has a part that is not known here.</exception>
    public static ModelTokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(TokenizerLoader.Load(path));
    }

    /// <inheritdoc/>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        var workspace = Workspace.Rent();
        var count = _pipeline.Run(text, into: null, typeId: 0, int.MaxValue, workspace);
        workspace.Return();
        return count;
    }

    /// <summary>Writes a text's tokens.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is removed.</param>
    /// <param name="maxTokens">The most tokens to write, special ones included; the text is cut at its end.</param>
    /// <param name="addSpecialTokens">Whether to put around the text what the model expects, such as <c>[CLS]</c> and <c>[SEP]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    public void Encode(ReadOnlySpan<char> text, TokenBuffer into, int maxTokens = int.MaxValue, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        var post = _parts.PostProcessor;
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, addSpecialTokens ? post.SingleCost : 0);
        var workspace = Workspace.Rent();
        if (addSpecialTokens)
        {
            foreach (var item in post.Single)
            {
                if (item.Slot == TemplateSlot.Token) into.Add(item.Id, default, item.TypeId, isSpecial: true);
                else EncodeText(text, into, item.TypeId, maxTokens - post.SingleCost, workspace);
            }
        }
        else
        {
            EncodeText(text, into, post.SingleTypeId, maxTokens, workspace);
        }

        workspace.Return();
    }

    /// <summary>Writes the tokens of two texts that the model reads as one, such as a question and a passage.</summary>
    /// <param name="first">Any text.</param>
    /// <param name="second">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is removed.</param>
    /// <param name="maxTokens">The most tokens to write, special ones included.</param>
    /// <param name="truncation">Which text is cut when both are longer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> leaves no room for the special tokens.</exception>
    public void EncodePair(
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        TokenBuffer into,
        int maxTokens = int.MaxValue,
        PairTruncation truncation = PairTruncation.LongestFirst)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        var post = _parts.PostProcessor;
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, post.PairCost);
        var workspace = Workspace.Rent();
        var (a, b) = (workspace.First, workspace.Second);
        a.Clear();
        b.Clear();
        EncodeText(first, a, 0, int.MaxValue, workspace);
        EncodeText(second, b, 0, int.MaxValue, workspace);
        var (firstCount, secondCount) = PairLengths.Of(a.Count, b.Count, maxTokens - post.PairCost, truncation);
        foreach (var item in post.Pair)
        {
            if (item.Slot == TemplateSlot.Token) into.Add(item.Id, default, item.TypeId, isSpecial: true);
            else if (item.Slot == TemplateSlot.First) into.AddFrom(a, firstCount, item.TypeId);
            else into.AddFrom(b, secondCount, item.TypeId);
        }

        workspace.Return();
    }

    /// <summary>Writes the text that tokens stand for, as far as the model keeps it.</summary>
    /// <param name="ids">Tokens; numbers that the vocabulary does not have are left out.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = new List<string>(ids.Length);
        foreach (var id in ids)
            if (_parts.Tokens[id] is { } token && !(skipSpecialTokens && _parts.Tokens.IsSpecial(id))) tokens.Add(token);
        return _parts.Decoder is { } decoder ? string.Concat(decoder.Apply(tokens)) : string.Join(' ', tokens);
    }

    /// <summary>A token's text in the vocabulary, such as <c>##ing</c>.</summary>
    /// <param name="id">Its number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such number.</exception>
    public string TokenOf(int id) =>
        _parts.Tokens[id] ?? throw new ArgumentOutOfRangeException(nameof(id), id, "The vocabulary has no such token.");

    private void EncodeText(ReadOnlySpan<char> text, TokenBuffer into, byte typeId, int most, Workspace workspace)
    {
        var first = into.Count;
        if (most > 0) _pipeline.Run(text, into, typeId, most, workspace);
        if (into.Count - first > most) into.Truncate(first + most);
        _parts.PostProcessor.Trim?.Apply(text, into, first, _parts.Tokens);
    }
}
