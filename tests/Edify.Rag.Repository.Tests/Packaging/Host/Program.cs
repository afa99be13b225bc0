using Edify.Rag;
using Microsoft.Extensions.DependencyInjection;

var root = Directory.CreateTempSubdirectory("edify-host-");
Directory.SetCurrentDirectory(root.FullName);
Directory.CreateDirectory("content");
File.WriteAllText("content/fire.txt", "When the fire bell rings, leave by the nearest exit and gather on the sports field.");
File.WriteAllText("content/library.txt", "Books are lent for two weeks. A lost book is paid for.");

var services = new ServiceCollection();
services.AddEdifyRag();
await using (var provider = services.BuildServiceProvider())
{
    var report = await provider.GetRequiredService<IIngestionPipeline>().RunAsync(new IngestionRequest("default"));
    if (report.Ingested != 2 || report.Failed.Count != 0) throw new InvalidOperationException($"Ingested {report.Ingested}, failed {report.Failed.Count}.");

    var user = new RagUser("meera", "default") { Roles = ["admin"] };
    var answer = await provider.GetRequiredService<IRagAssistant>().AskAsync(new Question("Where do we gather when the fire bell rings?", user));
    if (answer.Citations.Count == 0 || answer.Citations[0].DocumentName != "fire.txt")
        throw new InvalidOperationException($"{answer.Outcome}: {answer.Text}");
    Console.WriteLine($"{answer.Text}\nThe host has its answer.");
}

Directory.SetCurrentDirectory(Path.GetTempPath());
root.Delete(recursive: true);
