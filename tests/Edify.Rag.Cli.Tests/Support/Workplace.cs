namespace Edify.Rag.Cli.Tests.Support;

/// <summary>A folder of documents and a state directory that go with the test.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edify-cli-").FullName;

    public string Content => Path.Combine(_root, "content");

    public string State => Path.Combine(_root, "state");

    public string this[string name] => Path.Combine(_root, name);

    public Workplace Put(string name, string text) => Put(name, System.Text.Encoding.UTF8.GetBytes(text));

    public Workplace Put(string name, byte[] bytes)
    {
        var path = Path.Combine(Content, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public Workplace PutSchool() => this
        .Put("SOP/fees/late.md", "# Late fee\n\nA late fee of 50 rupees is charged for every week of delay.")
        .Put("Knowledge Bank/kb/2025/Grade 5/Science/water.txt", "Ice melts at a temperature of zero degrees Celsius.")
        .Put("General/bell.html", "<html><body><h1>Bell</h1><p>The first bell rings at eight o'clock.</p></body></html>");

    public Task<ToolRun> IngestAsync(params string[] more) => Tool.RunAsync(["ingest", Content, "--state", State, .. more]);

    public Task<ToolRun> RunAsync(string command, params string[] more) => Tool.RunAsync([command, .. more, "--state", State]);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
