using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Whether any DOCX, however damaged, raises something else than what a caller expects.</summary>
internal static class DocxFiles
{
    public static async Task<Figure> RunAsync(string folder)
    {
        var files = Directory.GetFiles(folder, "*.docx", SearchOption.AllDirectories);
        var crashes = 0;
        await using var reading = new Reading();
        foreach (var file in files)
        {
            try
            {
                await reading.ReadTextAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file));
            }
            catch (DocumentReadException)
            {
                // Said what is wrong, as it should.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                crashes++;
                await Console.Error.WriteLineAsync($"{Path.GetFileName(file)}: {e.GetType().Name}: {e.Message}");
            }
        }

        return Goals.None("DOCX: crashes", "files", crashes, files.Length);
    }
}
