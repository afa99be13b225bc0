using System.Runtime.CompilerServices;

namespace Edify.Rag.Documents.Reading;

/// <summary>Turns what parsers raise on damaged files into <see cref="DocumentReadException"/>.</summary>
internal static class DamageTranslation
{
    /// <summary>The same elements; an error of the parser becomes <see cref="DocumentFault.Damaged"/>.</summary>
    /// <param name="elements">What a reader yields.</param>
    /// <param name="document">Name of the document.</param>
    /// <param name="isDamage">Which exceptions mean that the file breaks its format.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<DocumentElement> WithDamageAs(
        this IAsyncEnumerable<DocumentElement> elements,
        string document,
        Func<Exception, bool> isDamage,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var enumerator = elements.GetAsyncEnumerator(cancellationToken);
        await using var disposal = enumerator.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await enumerator.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (Exception e) when (e is not OperationCanceledException && isDamage(e))
            {
                throw new DocumentReadException(
                    document, DocumentFault.Damaged, $"'{document}' is damaged ({e.GetType().Name}). Open it in its program, save it anew, and try again.", e);
            }

            yield return enumerator.Current;
        }
    }
}
