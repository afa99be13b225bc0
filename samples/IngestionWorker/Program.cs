using Edify.Rag;
using IngestionWorker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Settings stand beside the program, in the environment (EdifyRag__Storage__Provider=S3) and on the command line, the later ones win.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
builder.Services.AddOptions<HealthOptions>().Bind(builder.Configuration.GetSection("Health"));
builder.Services.AddHostedService<HealthReport>();

// begin-snippet: worker
builder.Services.AddEdifyRag(
    builder.Configuration.GetSection("EdifyRag"), [RagProvider.AzureBlobs, RagProvider.S3, RagProvider.PostgresVectors, RagProvider.PostgresState]);
builder.Services.AddEdifyRagIngestionWorker();
// end-snippet

await builder.Build().RunAsync();
