namespace Edify.Rag.Embeddings.Tokenization.PostProcessors;

/// <summary>What a model wants around its texts.</summary>
/// <param name="Single">A text by itself.</param>
/// <param name="Pair">Two texts.</param>
/// <param name="Trim">How spaces leave the offsets of tokens; <see langword="null"/> if they stay.</param>
internal sealed record PostProcessor(TemplateItem[] Single, TemplateItem[] Pair, OffsetTrim? Trim)
{
    /// <summary>Nothing around either.</summary>
    public static PostProcessor None { get; } = new([TemplateItem.First(0)], [TemplateItem.First(0), TemplateItem.Second(1)], null);

    /// <summary>Special tokens around a single text.</summary>
    public int SingleCost { get; } = Single.Count(i => i.Slot == TemplateSlot.Token);

    /// <summary>Special tokens around a pair.</summary>
    public int PairCost { get; } = Pair.Count(i => i.Slot == TemplateSlot.Token);

    /// <summary>The segment of a single text.</summary>
    public byte SingleTypeId { get; } = Single.FirstOrDefault(i => i.Slot == TemplateSlot.First).TypeId;
}

/// <summary>What stands at a place of a template.</summary>
internal enum TemplateSlot
{
    Token,
    First,
    Second,
}

/// <summary>A place of a template.</summary>
internal readonly record struct TemplateItem(TemplateSlot Slot, int Id, byte TypeId)
{
    public static TemplateItem Token(int id, byte typeId) => new(TemplateSlot.Token, id, typeId);

    public static TemplateItem First(byte typeId) => new(TemplateSlot.First, 0, typeId);

    public static TemplateItem Second(byte typeId) => new(TemplateSlot.Second, 0, typeId);
}
