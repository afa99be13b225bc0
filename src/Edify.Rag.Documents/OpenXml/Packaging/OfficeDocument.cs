using System.Runtime.CompilerServices;
using System.Xml;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Opens a package for as long as it is read, and gives damage its name.</summary>
internal static class OfficeDocument
{
    /// <summary>Reads the elements of a format's content.</summary>
    /// <param name="package">The document.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public delegate IAsyncEnumerable<DocumentElement> Content(OfficePackage package, CancellationToken cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file, seekable.</param>
    /// <param name="format">What is expected in it.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="content">Reads the elements.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static IAsyncEnumerable<DocumentElement> Read(
        Stream file, OfficeFormat format, DocumentContext context, Content content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPackageAsync(file, format, context, content, cancellationToken).WithDamageAs(context.Name, IsDamage, cancellationToken);
    }

    /// <summary>Whether an exception is one that ZIP and XML readers raise on broken input.</summary>
    /// <param name="e">The exception.</param>
    public static bool IsDamage(Exception e) =>
        e is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException;

    private static async IAsyncEnumerable<DocumentElement> ReadPackageAsync(
        Stream file, OfficeFormat format, DocumentContext context, Content content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var package = await OfficePackage.OpenAsync(file, format, context, cancellationToken).ConfigureAwait(false);
        await using var disposal = package.ConfigureAwait(false);
        await foreach (var element in content(package, cancellationToken).ConfigureAwait(false)) yield return element;
    }
}
