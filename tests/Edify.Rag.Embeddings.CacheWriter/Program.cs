using System.Globalization;
using Edify.Rag;
using Edify.Rag.Embeddings.CacheWriter;

// Embeds until it is killed, and says each batch's number once its vectors were given to the cache: <directory> <first number>.
// With a third argument it waits for a line before each batch, and ends with its input.
using var embedder = new ScriptedEmbedder().WithCaching(ScriptedEmbedder.DiskOnly(args[0]));
Console.WriteLine("ready");
for (var number = int.Parse(args[1], CultureInfo.InvariantCulture); ; number++)
{
    if (args.Length > 2 && Console.ReadLine() is null) return;
    await embedder.GenerateAsync(ScriptedEmbedder.Batch(number));
    Console.WriteLine(number);
}
