using System.Text;
using Edify.Rag.Embeddings.Tokenization.Decoders;
using Edify.Rag.Embeddings.Tokenization.Models;
using Edify.Rag.Embeddings.Tokenization.Normalizers;
using Edify.Rag.Embeddings.Tokenization.PreTokenizers;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the <c>vocab.txt</c> of a BERT, a token a line, with what <c>tokenizer_config.json</c> says of it.</summary>
internal static class VocabularyFileReader
{
    private const int MostPoints = 100;

    private static readonly (string Setting, string Token)[] Special =
        [("unk_token", "[UNK]"), ("sep_token", "[SEP]"), ("pad_token", "[PAD]"), ("cls_token", "[CLS]"), ("mask_token", "[MASK]")];

    public static TokenizerParts Read(string file, TokenizerSettings settings)
    {
        var bytes = File.ReadAllBytes(file);
        var vocabulary = ReadTokens(file, bytes);
        var trie = new CharTrie(vocabulary);
        var special = Special.ToDictionary(s => s.Setting, s => trie.Find(settings.SpecialToken(s.Setting) ?? s.Token));
        foreach (var name in (ReadOnlySpan<string>)["unk_token", "cls_token", "sep_token"])
            if (special[name] < 0) throw new RagConfigurationException($"The vocabulary '{file}' has no {name} '{settings.SpecialToken(name) ?? Default(name)}'.");

        var added = special.Values.Where(id => id >= 0).Distinct().Select(id => new AddedToken(id, vocabulary[id].Key, IsSpecial: true)).ToList();
        var lowers = settings.Config["do_lower_case"].Flag(true);
        var normalizer = new BertNormalizer(
            cleans: true, settings.Config["tokenize_chinese_chars"].Flag(true), settings.Config["strip_accents"].Flag(lowers), lowers);
        return new()
        {
            Model = new WordPieceModel(trie, special["unk_token"], "##", MostPoints),
            Tokens = new(vocabulary, added),
            Fingerprint = TokenizerFingerprint.Of(bytes, settings),
            Normalizer = normalizer,
            PreTokenizer = new BertPreTokenizer(),
            PostProcessor = PostProcessorReader.Bert(special["cls_token"], special["sep_token"]),
            Decoder = new SequenceDecoder([new WordPieceDecoder("##", cleansUp: false), new EnglishSpacingDecoder()]),
            AddedTokens = added,
            PadTokenId = special["pad_token"] < 0 ? null : special["pad_token"],
            ModelMaxLength = settings.ModelMaxLength,
        };
    }

    private static string Default(string setting) => Special.First(s => s.Setting == setting).Token;

    private static List<KeyValuePair<string, int>> ReadTokens(string file, byte[] bytes)
    {
        var vocabulary = new List<KeyValuePair<string, int>>();
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            var lines = text.Split('\n');
            var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
            foreach (var line in lines.AsSpan(0, count)) vocabulary.Add(KeyValuePair.Create(line.TrimEnd('\r'), vocabulary.Count));
        }
        catch (DecoderFallbackException e)
        {
            throw new RagConfigurationException($"The vocabulary '{file}' is damaged: it is not UTF-8.", e);
        }

        return vocabulary.Count > 0 ? vocabulary : throw new RagConfigurationException($"The vocabulary '{file}' is empty.");
    }
}
