namespace Edify.Rag.Embeddings.Tokenization.Text;

/// <summary>Takes the tokens that a model finds: counts them, and writes them where somebody asks for more than their number.</summary>
internal sealed class TokenSink
{
    private TokenBuffer? _into;
    private AlignedText _text = null!;
    private byte _typeId;
    private int _most;

    public int Count { get; private set; }

    /// <summary>Whether no more tokens are wanted.</summary>
    public bool IsFull => Count >= _most;

    /// <summary>Begins a text.</summary>
    /// <param name="into">Takes the tokens; <see langword="null"/> to count only.</param>
    /// <param name="typeId">The tokens' segment.</param>
    /// <param name="most">How many tokens are wanted; a few more may be found.</param>
    public void Begin(TokenBuffer? into, byte typeId, int most) => (_into, _typeId, _most, Count) = (into, typeId, most, 0);

    /// <summary>Says what the units of the next tokens are units of.</summary>
    public void Enter(AlignedText text) => _text = text;

    /// <summary>A token that covers units of the text.</summary>
    public void Add(int id, int start, int end)
    {
        Count++;
        _into?.Add(id, _text.PlaceOf(start, end), _typeId, isSpecial: false);
    }

    /// <summary>A token that covers units of the original.</summary>
    public void Add(int id, TokenSpan place)
    {
        Count++;
        _into?.Add(id, place, _typeId, isSpecial: false);
    }
}
