using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Holds the elements of a file to <see cref="DocumentLimits.MaxObjects"/>. One per file; not safe for concurrent use.</summary>
/// <param name="context">Name and limits of the file.</param>
internal sealed class HtmlBudget(DocumentContext context)
{
    private long _elements;

    /// <summary>Counts an element.</summary>
    /// <exception cref="DocumentReadException">There are too many.</exception>
    public void Count()
    {
        if (++_elements <= context.Limits.MaxObjects) return;
        throw OverLimit.Of(context, nameof(DocumentLimits.MaxObjects), context.Limits.MaxObjects, "elements");
    }
}
