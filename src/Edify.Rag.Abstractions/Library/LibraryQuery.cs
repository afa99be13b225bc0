namespace Edify.Rag;

/// <summary>What to list of a library.</summary>
public sealed record LibraryQuery
{
    /// <summary>The most items of one page.</summary>
    public const int MaxSize = 500;

    /// <summary>The longest text to search for, in UTF-16 units.</summary>
    public const int MaxSearchLength = 200;

    /// <summary>The folder to list, with or without '/' at its end; empty for the uppermost.</summary>
    /// <value>Default: empty.</value>
    public string Folder { get; init; } = string.Empty;

    /// <summary>Whether documents of folders below are listed one by one, instead of the folders.</summary>
    /// <value>Default: <see langword="false"/>; with a <see cref="Search"/> they always are.</value>
    public bool IsFlat { get; init; }

    /// <summary>Part of the name or title that is looked for, without case; empty for all.</summary>
    /// <value>Default: empty. At most 200 characters.</value>
    public string Search { get; init; } = string.Empty;

    /// <summary>How many documents and folders, together.</summary>
    /// <value>Default: 50. Range: 1 to 500.</value>
    public int Size { get; init; } = 50;

    /// <summary>Where to go on: <see cref="LibraryPage.Next"/> of the page before; <see langword="null"/> for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A part of a listing.</summary>
/// <param name="Folders">Folders right below the one that was asked for, with '/' at their ends.</param>
/// <param name="Documents">Documents.</param>
/// <remarks>
/// Documents and folders of a page are those whose names come next in ordinal order, so a page has folders as well as documents. What
/// is added or deleted while somebody turns pages neither repeats nor hides anything else.
/// </remarks>
public sealed record LibraryPage(IReadOnlyList<string> Folders, IReadOnlyList<LibraryDocument> Documents)
{
    /// <summary>Where the next page begins; <see langword="null"/> on the last one.</summary>
    public string? Next { get; init; }
}
