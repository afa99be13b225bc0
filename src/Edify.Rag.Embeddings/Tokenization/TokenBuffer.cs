namespace Edify.Rag;

/// <summary>Takes what a <see cref="ModelTokenizer"/> writes. It grows as needed and is meant to be used again and again.</summary>
/// <remarks>Not safe for concurrent use; spans that were handed out are valid until the next write.</remarks>
public sealed class TokenBuffer
{
    private const int FirstCapacity = 128;

    private int[] _ids = [];
    private TokenSpan[] _spans = [];
    private byte[] _typeIds = [];
    private bool[] _special = [];

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens' numbers in the vocabulary.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>Where each token lies in the text it came from, which for the second text of a pair is that text.</summary>
    public ReadOnlySpan<TokenSpan> Spans => _spans.AsSpan(0, Count);

    /// <summary>The segment each token belongs to, as BERT's <c>token_type_ids</c>.</summary>
    public ReadOnlySpan<byte> TypeIds => _typeIds.AsSpan(0, Count);

    /// <summary>Whether a token was put around the text, such as <c>[CLS]</c>, rather than found in it.</summary>
    public ReadOnlySpan<bool> SpecialTokensMask => _special.AsSpan(0, Count);

    /// <summary>Removes all tokens and keeps the memory.</summary>
    public void Clear() => Count = 0;

    internal void Add(int id, TokenSpan span, byte typeId, bool isSpecial)
    {
        if (Count == _ids.Length) Grow(Count + 1);
        _ids[Count] = id;
        _spans[Count] = span;
        _typeIds[Count] = typeId;
        _special[Count] = isSpecial;
        Count++;
    }

    internal void SetSpan(int index, TokenSpan span) => _spans[index] = span;

    /// <summary>Removes tokens at the end.</summary>
    internal void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Adds the first tokens of another buffer, as ones of a segment.</summary>
    internal void AddFrom(TokenBuffer source, int count, byte typeId)
    {
        for (var i = 0; i < count; i++) Add(source._ids[i], source._spans[i], typeId, isSpecial: false);
    }

    private void Grow(int least)
    {
        var capacity = Math.Max(Math.Max(least, FirstCapacity), (int)Math.Min(2L * _ids.Length, Array.MaxLength));
        Array.Resize(ref _ids, capacity);
        Array.Resize(ref _spans, capacity);
        Array.Resize(ref _typeIds, capacity);
        Array.Resize(ref _special, capacity);
    }
}
