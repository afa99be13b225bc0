using Edify.Rag.Hosting.AuditWriter;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Erasure;

/// <summary>A school with everything on that keeps something, in which a pupil has left marks everywhere.</summary>
internal sealed class ErasureSchool : IAsyncDisposable
{
    /// <summary>A word of the pupil's own. Its stem is the word itself, so that it stands in the index of words as it is.</summary>
    public const string Marker = "zorblatquin";

    public const string Pupil = "asha";

    public const string Path = $"users/{Pupil}/raw_data/s1/Art/{Marker}/diary.txt";

    private readonly TemporaryDirectory _content = new();
    private readonly TemporaryDirectory _state = new();
    private ServiceProvider _services;

    public ErasureSchool() => _services = AuditScript.Open(State, Content);

    public string State => _state.Path;

    public string Content => _content.Path;

    public IServiceProvider Services => _services;

    public IErasure Erasure => _services.GetRag<IErasure>();

    public IAuditLog Audit => _services.GetRag<IAuditLog>();

    public static RagUser Asha { get; } = new(Pupil, AuditScript.Tenant) { Roles = ["student"], Grades = ["5"] };

    public static RagUser Teacher { get; } = new("ms-rao", AuditScript.Tenant) { Roles = ["admin"] };

    public IReadOnlyList<string> Marks => StateScan.FilesWith(State, Marker);

    public async Task FillAsync()
    {
        await WriteAsync(Path, $"My diary. The {Marker} is the name of my secret dragon, who eats moss in the morning.");
        await WriteAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        for (var i = 0; i < 30; i++) await WriteAsync($"General/rule-{i}.txt", $"Rule number {i} says that everybody is kind to a dragon of the kind {i}.");
        await IngestAsync();

        // Another version, and changed fields: what lies behind in files is not what lives.
        await WriteAsync(Path, $"My diary, new. The {Marker} is the name of my secret dragon, who eats grass in the morning.");
        await IngestAsync();
        var store = _services.GetRag<IVectorStore>();
        await store.UpdateFieldsAsync("documents", VectorFilter.Equal(RagFields.Name, "General/bell.txt"), new Dictionary<string, FieldValue> { [RagFields.Book] = Marker });
        await store.UpdateFieldsAsync("documents", VectorFilter.Equal(RagFields.Name, "General/bell.txt"), new Dictionary<string, FieldValue> { [RagFields.Book] = "bells" });

        await AskAsync($"What does the {Marker} eat?", Asha);
        await AskAsync($"Who is {Marker}?", Asha);
        await AskAsync("What does the secret dragon eat?", Teacher);
        await AskAsync("When does the first bell ring?", Teacher);
    }

    public async Task WriteAsync(string name, string text)
    {
        var path = System.IO.Path.Combine(Content, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    public Task<IngestionReport> IngestAsync() => _services.GetRag<IIngestionPipeline>().RunAsync(new(AuditScript.Tenant));

    public Task<Answer> AskAsync(string question, RagUser user) => _services.GetRag<IRagAssistant>().AskAsync(new(question, user));

    /// <summary>Closes everything, as the end of a process does.</summary>
    public ValueTask CloseAsync() => _services.DisposeAsync();

    public void Reopen() => _services = AuditScript.Open(State, Content);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _content.Dispose();
        _state.Dispose();
    }
}
