using System.Globalization;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Counts what reading a package costs, and stops it when a limit of <see cref="DocumentLimits"/> is exceeded.</summary>
internal sealed class PackageMeter(DocumentContext context)
{
    // The parser holds a name or an attribute in memory as a whole, however long.
    private const int LongestNode = 32 * 1024 * 1024;

    private long _inflated;
    private long _sinceNode;
    private long _objects;

    /// <summary>Counts bytes that were inflated.</summary>
    /// <param name="count">How many.</param>
    public void CountBytes(int count)
    {
        _inflated += count;
        if (_inflated > context.Limits.MaxInflatedBytes)
            throw LimitedStream.TooBig(context, nameof(DocumentLimits.MaxInflatedBytes), context.Limits.MaxInflatedBytes);
        _sinceNode += count;
        if (_sinceNode > LongestNode) throw new InvalidDataException("A single piece of the markup is longer than any that programs write.");
    }

    /// <summary>Counts entries of the archive.</summary>
    /// <param name="count">How many.</param>
    public void CountEntries(int count) => CountObjects(count);

    /// <summary>Counts an element.</summary>
    /// <param name="depth">How many lie around it.</param>
    public void CountElement(int depth)
    {
        CountObjects(1);
        if (depth > context.Limits.MaxNesting)
            throw Exceeded(nameof(DocumentLimits.MaxNesting), context.Limits.MaxNesting);
    }

    /// <summary>Notes that the parser has handed on what it held.</summary>
    public void EndNode() => _sinceNode = 0;

    private void CountObjects(int count)
    {
        _objects += count;
        if (_objects > context.Limits.MaxObjects) throw Exceeded(nameof(DocumentLimits.MaxObjects), context.Limits.MaxObjects);
    }

    private DocumentReadException Exceeded(string limit, long value) => new(
        context.Name,
        DocumentFault.OverLimit,
        string.Create(CultureInfo.InvariantCulture, $"'{context.Name}' is over {limit} ({value}). Raise the limit, or split the file.")) { Limit = limit };
}
