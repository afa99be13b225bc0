using System.Globalization;
using Edify.Rag.Vectors.CrashWriter;
using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Microsoft.Extensions.Logging.Abstractions;

// Writes until it is killed, and says each write's number once the store has acknowledged it: <directory> <first number>.
// With a third argument it waits for a line before each write, and ends with its input.
using var store = new EmbeddedVectorStore(new() { Directory = args[0] }, NullLogger.Instance, new SealPolicy(Rows: 60));
await store.EnsureCollectionAsync(CrashScript.Definition);
Console.WriteLine("ready");
for (var number = int.Parse(args[1], CultureInfo.InvariantCulture); ; number++)
{
    if (args.Length > 2 && Console.ReadLine() is null) return;
    await CrashScript.WriteAsync(store, number);
    Console.WriteLine(number);
}
