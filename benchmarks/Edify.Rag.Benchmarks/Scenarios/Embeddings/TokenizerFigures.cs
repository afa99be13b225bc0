using System.Text;
using System.Text.Json.Nodes;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Tests.Shared.Tokenizers;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Each kind of tokenizer beside Hugging Face's, on the same texts and in the same run.</summary>
/// <remarks>
/// Both encode texts of a paragraph's length, with offsets and special tokens; seconds are those of the processor, as other
/// processes have their share of the machine. A fifth of the text is made to be nasty.
/// </remarks>
internal static class TokenizerFigures
{
    private const int Runs = 5;
    private const int Bytes = 2_000_000;
    private const int ComparedBytes = 20_000_000;
    private const int Least = 5;

    private static readonly (string Name, string Model)[] Kinds = [("WordPiece (BERT)", "wordpiece"), ("Unigram (SentencePiece)", "unigram"), ("BPE (byte level)", "gpt2")];

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        var conformance = ConformanceFiles.Find("wordpiece")
            ?? throw new DirectoryNotFoundException($"The conformance data 'wordpiece' is not here; name its folder in {ConformanceFiles.Variable}.");
        using var reference = ReferenceTokenizer.Start() ?? throw new MissingPrerequisiteException(ReferencePackage.Advice);
        using var models = new ReferenceModels(() => reference, conformance);
        var texts = Texts(models, Bytes, nastyPart: 5);
        foreach (var (name, model) in Kinds)
        {
            var file = models[model];
            var tokenizer = ModelTokenizer.Load(file);
            reference.Load(file);
            yield return await SpeedAsync(name, tokenizer, reference, texts);
            yield return Goals.None($"{name}: bytes allocated when counting tokens", "B", (int)AllocatedByCounting(tokenizer, texts), Size(texts));
            var compared = new SideBySide(reference, file).Compare(Texts(models, ComparedBytes, nastyPart: 1));
            yield return Goals.None($"{name}: texts of 20 MB with nasty Unicode whose ids or offsets differ", "texts", compared.Differences, compared.Texts);
        }
    }

    private static async Task<Figure> SpeedAsync(string name, ModelTokenizer tokenizer, ReferenceTokenizer reference, List<string> texts)
    {
        var megabytes = Size(texts) / 1e6;
        var buffer = new TokenBuffer();
        var request = new JsonObject { ["speed"] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]) };
        var (tokens, expected) = (0L, 0L);
        var (subject, baseline) = await Interleaved.RunAsync(Runs, () => Task.FromResult(Encode()), () => Task.FromResult(EncodeByReference()));
        if (tokens != expected) throw new InvalidOperationException($"{name}: {tokens} tokens were found, {expected} by the reference.");
        return new($"{name}: encoding, one core", "MB/s", subject, new($"at least {Least} times", f => f.Ratio >= Least))
        {
            BaselineName = "Hugging Face's tokenizers (Rust)",
            Baseline = baseline,
        };

        double Encode()
        {
            tokens = 0;
            var started = Environment.CpuUsage.TotalTime;
            foreach (var text in texts)
            {
                tokenizer.Encode(text, buffer);
                tokens += buffer.Count;
            }

            return megabytes / (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        }

        double EncodeByReference()
        {
            var answer = reference.Ask(request);
            expected = (long)answer["tokens"]!;
            return megabytes / (double)answer["seconds"]!;
        }
    }

    private static long AllocatedByCounting(ModelTokenizer tokenizer, List<string> texts)
    {
        var allocated = 0L;

        // What the longest text needs is held after the first round.
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var text in texts) tokenizer.CountTokens(text);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    // Questions of the conformance data put together, and in one of so many texts all that tokenizers trip over.
    private static List<string> Texts(ReferenceModels models, int bytes, int nastyPart)
    {
        var random = new Random(7);
        var nasty = new NastyText(seed: 7, models.Words);
        var (texts, questions) = (new List<string>(), models.Questions);
        for (var done = 0; done < bytes;)
        {
            var length = random.Next(200, 2_000);
            var text = new StringBuilder();
            if (texts.Count % nastyPart == 0) text.Append(nasty.Next(length));
            while (text.Length < length) text.Append(questions[random.Next(questions.Count)]).Append(' ');
            texts.Add(text.ToString());
            done += Encoding.UTF8.GetByteCount(texts[^1]);
        }

        return texts;
    }

    private static int Size(List<string> texts) => texts.Sum(Encoding.UTF8.GetByteCount);
}
