using Edify.Rag;
using Microsoft.Extensions.DependencyInjection;

// begin-snippet: quickstart
await using var services = new ServiceCollection()
    .AddEdifyRag(rag => rag.UseFolder(o => o.Path = "samples/content"))
    .BuildServiceProvider();

var report = await services.GetRequiredService<IIngestionPipeline>().RunAsync(new IngestionRequest("greenfield"));
Console.WriteLine($"{report.Ingested} documents ingested, {report.Unchanged} unchanged, {report.Failed.Count} failed.");
foreach (var f in report.Failed) Console.WriteLine($"  {f.Name}: {f.Reason}");

var assistant = services.GetRequiredService<IRagAssistant>();
await AskAsync("How much is the late fee?", new("head", "greenfield") { Roles = ["admin"] });
await AskAsync("How much is the late fee?", new("rao", "greenfield") { Roles = ["teacher"] });
await AskAsync("When is the annual day?", new("rao", "greenfield") { Roles = ["teacher"] });
await AskAsync("What colour does iodine turn when it meets starch?", new("asha", "greenfield") { Roles = ["student"], Grades = ["Grade 5"] });

async Task AskAsync(string question, RagUser user)
{
    var answer = await assistant.AskAsync(new Question(question, user));
    Console.WriteLine($"\n{user.Roles.First()} asks: {question}\n  {answer.Text}");
    foreach (var c in answer.Citations) Console.WriteLine($"  [{c.Number}] {c.DocumentName}{(c.Page > 0 ? $", page {c.Page}" : "")}");
}
// end-snippet
