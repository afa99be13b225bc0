using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Archives;

/// <summary>Counts what reading a package costs, and stops it when a limit of <see cref="DocumentLimits"/> is exceeded.</summary>
/// <remarks>One per file; not safe for concurrent use.</remarks>
internal sealed class PackageMeter(DocumentContext context)
{
    // The parser holds a name or an attribute in memory as a whole, however long.
    private const int LongestNode = 32 * 1024 * 1024;

    // A cell has an element of its own and one for its value, and in a text one for every change of type.
    private const int ElementsPerPart = 64;

    private long _inflated;
    private long _sinceNode;

    /// <summary>What counts towards <see cref="DocumentLimits.MaxObjects"/> so far.</summary>
    public long Objects { get; private set; }

    /// <summary>Counts bytes that were inflated.</summary>
    /// <param name="count">How many.</param>
    public void CountBytes(int count)
    {
        _inflated += count;
        if (_inflated > context.Limits.MaxInflatedBytes)
            throw OverLimit.Of(context, nameof(DocumentLimits.MaxInflatedBytes), context.Limits.MaxInflatedBytes, "bytes");
    }

    /// <summary>Counts bytes that a parser of markup was given.</summary>
    /// <param name="count">How many.</param>
    public void CountMarkup(int count)
    {
        CountBytes(count);
        _sinceNode += count;
        if (_sinceNode > LongestNode) throw new InvalidDataException("A single piece of the markup is longer than any that programs write.");
    }

    /// <summary>Notes that the parser has handed on what it held.</summary>
    public void EndNode() => _sinceNode = 0;

    /// <summary>Counts files of the package.</summary>
    /// <param name="count">How many.</param>
    public void CountFiles(int count) => CountObjects(count);

    /// <summary>Counts an element.</summary>
    /// <param name="depth">How many lie around it.</param>
    public void CountElement(int depth)
    {
        CountObjects(1);
        if (depth > context.Limits.MaxNesting) throw OverLimit.Of(context, nameof(DocumentLimits.MaxNesting), context.Limits.MaxNesting);
    }

    /// <summary>Lets the elements since the start of a part count as one object for each of the things it holds, and one for every 64 elements.</summary>
    /// <param name="before">What <see cref="Objects"/> was before the part.</param>
    /// <param name="held">How many things it holds; a part without any is one itself.</param>
    public void CountAs(long before, int held) => Objects = before + Math.Max(1, held) + ((Objects - before) / ElementsPerPart);

    private void CountObjects(int count)
    {
        Objects += count;
        if (Objects > context.Limits.MaxObjects) throw OverLimit.Of(context, nameof(DocumentLimits.MaxObjects), context.Limits.MaxObjects);
    }
}
