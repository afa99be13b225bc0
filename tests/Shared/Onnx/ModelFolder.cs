using System.Globalization;

namespace Edify.Rag.Tests.Shared;

/// <summary>Writes the folder of a model, as sentence-transformers would.</summary>
internal static class ModelFolder
{
    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Words of the vocabulary, from the number that follows the special tokens.</summary>
    public static string Word(int number)
    {
        const string consonants = "bdfgklmnprstvz";
        const string vowels = "aeiou";
        var syllables = consonants.Length * vowels.Length;
        var word = string.Empty;
        // Every number has a word of its own.
        for (number++; number > 0; number /= syllables)
            word += $"{consonants[number % syllables / vowels.Length]}{vowels[number % vowels.Length]}";
        return word;
    }

    /// <summary>Writes transformer, tokenizer and modules.</summary>
    /// <param name="folder">An empty folder, or one that does not exist.</param>
    /// <param name="shape">The transformer.</param>
    /// <param name="pooling">Settings of the pooling that are true; none for a folder without modules, as Optimum writes it.</param>
    public static string Write(string folder, BertShape shape, params string[] pooling)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        File.WriteAllBytes(Path.Combine(folder, "onnx", "model.onnx"), BertWriter.Write(shape));
        WriteSettings(folder, shape);
        if (pooling.Length > 0) WriteModules(folder, pooling);
        return folder;
    }

    /// <summary>Everything but the ONNX file.</summary>
    public static void WriteSettings(string folder, BertShape shape)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), string.Create(CultureInfo.InvariantCulture,
            $$"""
            { "model_type": "bert", "architectures": ["{{(shape.Labels > 0 ? "BertForSequenceClassification" : "BertModel")}}"], "hidden_size": {{shape.Hidden}}, "vocab_size": {{shape.Vocabulary}}, "max_position_embeddings": {{shape.Positions}}, "pad_token_id": 0{{(shape.Labels > 0 ? $", \"id2label\": {{ {string.Join(", ", Enumerable.Range(0, shape.Labels).Select(i => $"\"{i}\": \"LABEL_{i}\""))} }}" : string.Empty)}} }
            """));
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), Special.Concat(Enumerable.Range(0, shape.Vocabulary - Special.Length).Select(Word)));
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """{ "do_lower_case": true, "model_max_length": 512, "tokenizer_class": "BertTokenizer" }""");
        File.WriteAllText(Path.Combine(folder, "sentence_bert_config.json"), string.Create(CultureInfo.InvariantCulture, $$"""{ "max_seq_length": {{Math.Min(256, shape.Positions)}}, "do_lower_case": false }"""));
    }

    private static void WriteModules(string folder, string[] pooling)
    {
        File.WriteAllText(Path.Combine(folder, "modules.json"),
            """
            [
              { "idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer" },
              { "idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling" },
              { "idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize" }
            ]
            """);
        Directory.CreateDirectory(Path.Combine(folder, "1_Pooling"));
        File.WriteAllText(Path.Combine(folder, "1_Pooling", "config.json"), $"{{ {string.Join(", ", pooling.Select(p => $"\"{p}\": true"))} }}");
    }
}
