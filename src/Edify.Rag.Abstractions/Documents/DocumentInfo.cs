namespace Edify.Rag;

/// <summary>What a document says of itself, apart from its text.</summary>
public sealed record DocumentInfo
{
    /// <summary>Its title; <see langword="null"/> where it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Its author; <see langword="null"/> where none is named.</summary>
    public string? Author { get; init; }

    /// <summary>Its language as a BCP 47 tag, such as "en-GB", as declared; <see langword="null"/> where it is not.</summary>
    public string? Language { get; init; }

    /// <summary>Number of its pages; 0 where the format has none or they are not counted before they are read.</summary>
    public int PageCount { get; init; }

    /// <summary>What is printed on the pages as their number, such as "iv", in order; empty where pages are counted from 1.</summary>
    public IReadOnlyList<string> PageLabels { get; init; } = [];

    /// <summary>Its table of contents or bookmarks, in order.</summary>
    public IReadOnlyList<OutlineEntry> Outline { get; init; } = [];

    /// <summary>Further properties, such as the front matter of a Markdown file. Written by whoever wrote the file: never a ground for access.</summary>
    public IReadOnlyDictionary<string, FieldValue> Properties { get; init; } = new Dictionary<string, FieldValue>();
}

/// <summary>An entry of a document's outline.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Level">Its level; 1 is the outermost.</param>
/// <param name="Page">Page it leads to, from 1; 0 where that is not known.</param>
public readonly record struct OutlineEntry(string Title, int Level, int Page);
