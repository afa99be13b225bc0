using System.IO.Pipelines;

namespace Edify.Rag.Ingester.Files;

/// <summary>A stream of what is being written, so that a file of any size is uploaded that never lies anywhere.</summary>
public static class GeneratedContent
{
    /// <param name="write">Writes all of it.</param>
    public static Stream Open(Action<Stream> write)
    {
        var pipe = new Pipe();
        _ = Task.Factory.StartNew(() => Write(pipe.Writer, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return pipe.Reader.AsStream();
    }

    private static void Write(PipeWriter output, Action<Stream> write)
    {
        try
        {
            using (var stream = output.AsStream(leaveOpen: true)) write(stream);
            output.Complete();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            output.Complete(e);
        }
    }
}
