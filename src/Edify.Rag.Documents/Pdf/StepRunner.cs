using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf;

/// <summary>Runs the steps of reading: what stumbles over bytes that are not in memory waits for them and is done anew.</summary>
/// <remarks>
/// So that parsers need not be asynchronous down to the last token, and no thread ever blocks. A step must be repeatable; what it
/// spent and reported before it stumbled is taken back, but objects it loaded are kept, and count, so that each attempt comes further.
/// </remarks>
internal sealed class StepRunner(ByteSource source, PdfBudget budget, ReadLog log, CancellationToken cancellationToken)
{
    public async ValueTask<T> RunAsync<T>(Func<T> step)
    {
        while (true)
        {
            var spent = budget.Spent;
            try
            {
                var result = step();
                source.Release();
                log.Flush();
                return result;
            }
            catch (BytesMissingException missing)
            {
                budget.Spent = spent;
                log.Discard();
                await source.FetchAsync(missing.Offset, missing.Count, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
