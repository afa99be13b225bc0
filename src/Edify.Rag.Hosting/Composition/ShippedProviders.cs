using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>The providers of the core packages, as configuration names them; the first of a stage is its default.</summary>
internal static class ShippedProviders
{
    public static IReadOnlyList<RagProvider> All { get; } =
    [
        new("Storage", "Folder", (rag, section) =>
        {
            rag.Services.Configure<FolderBlobStoreOptions>(rag.Name, section, SettingsBinding.Strict<FolderBlobStoreOptions>(section));
            rag.UseFolder();
        }),
        new("Storage", "Memory", (rag, _) => rag.UseInMemoryBlobs()),
        new("Metadata", "PathTemplates", (rag, section) =>
        {
            rag.Services.Configure<PathTemplateOptions>(rag.Name, section, SettingsBinding.Strict<PathTemplateOptions>(section));
            rag.UsePathTemplates();
        }),
        new("Documents", "Readers", (rag, section) =>
        {
            rag.Services.Configure<DocumentReaderOptions>(rag.Name, section, SettingsBinding.Strict<DocumentReaderOptions>(section));
            rag.UseDocumentReaders();
        }),
        new("Ocr", "Tesseract", (rag, section) =>
        {
            rag.Services.Configure<TesseractOptions>(rag.Name, section, SettingsBinding.Strict<TesseractOptions>(section));
            rag.UseTesseract();
        }),
        new("Chunking", "Recursive", (rag, section) =>
        {
            rag.Services.Configure<RecursiveChunkerOptions>(rag.Name, section, SettingsBinding.Strict<RecursiveChunkerOptions>(section));
            rag.UseRecursiveChunker();
        }),
        new("Chunking", "Structure", (rag, section) =>
        {
            rag.Services.Configure<StructureChunkerOptions>(rag.Name, section, SettingsBinding.Strict<StructureChunkerOptions>(section));
            rag.UseStructureChunker();
        }),
        new("Chunking", "SentenceWindow", (rag, section) =>
        {
            rag.Services.Configure<SentenceWindowChunkerOptions>(rag.Name, section, SettingsBinding.Strict<SentenceWindowChunkerOptions>(section));
            rag.UseSentenceWindowChunker();
        }),
        new("Chunking", "Semantic", (rag, section) =>
        {
            rag.Services.Configure<SemanticChunkerOptions>(rag.Name, section, SettingsBinding.Strict<SemanticChunkerOptions>(section));
            rag.UseSemanticChunker();
        }),
        new("Chunking", "Page", (rag, section) =>
        {
            rag.Services.Configure<PageChunkerOptions>(rag.Name, section, SettingsBinding.Strict<PageChunkerOptions>(section));
            rag.UsePageChunker();
        }),
        new("Embeddings", "Hashing", (rag, section) =>
        {
            rag.Services.Configure<HashingEmbeddingOptions>(rag.Name, section, SettingsBinding.Strict<HashingEmbeddingOptions>(section));
            rag.UseHashingEmbeddings();
        }),
        new("Embeddings", "Onnx", (rag, section) =>
        {
            rag.Services.Configure<OnnxEmbeddingOptions>(rag.Name, section, SettingsBinding.Strict<OnnxEmbeddingOptions>(section));
            rag.UseOnnxEmbeddings();
        }),
        new("Reranking", "Onnx", (rag, section) =>
        {
            rag.Services.Configure<OnnxRerankerOptions>(rag.Name, section, SettingsBinding.Strict<OnnxRerankerOptions>(section));
            rag.UseOnnxReranker();
        }),
        new("Vectors", "Embedded", (rag, section) =>
        {
            rag.Services.Configure<EmbeddedVectorStoreOptions>(rag.Name, section, SettingsBinding.Strict<EmbeddedVectorStoreOptions>(section));
            rag.UseEmbeddedVectors();
        }),
        new("State", "Embedded", (rag, _) => rag.UseEmbeddedState()),
        new("Access", "SchoolRoles", (rag, section) =>
        {
            rag.Services.Configure<SchoolRolesOptions>(rag.Name, section, SettingsBinding.Strict<SchoolRolesOptions>(section));
            rag.UseSchoolRoles();
        }),
        new("Chat", "Extractive", (rag, section) =>
        {
            rag.Services.Configure<ExtractiveOptions>(rag.Name, section, SettingsBinding.Strict<ExtractiveOptions>(section));
            rag.UseExtractiveAnswers();
        }),
    ];
}
