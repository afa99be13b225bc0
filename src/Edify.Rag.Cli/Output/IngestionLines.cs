namespace Edify.Rag.Cli.Output;

/// <summary>Tells a run in plain lines: progress now and then, everything else at once.</summary>
internal sealed class IngestionLines(TextWriter output, TimeProvider time)
{
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private long _last = time.GetTimestamp();

    public void Show(IngestionEvent happened)
    {
        if (happened is IngestionEvent.Progressed)
        {
            if (time.GetElapsedTime(_last) < Between) return;
            _last = time.GetTimestamp();
        }

        output.WriteLine(IngestionSentences.Of(happened));
    }
}
