"""Scripted chat models, alive: what a provider's class does, from a script and with exact times."""

from __future__ import annotations

import json
import sys
from asyncio import sleep  # as it was: a student's line may put something else there
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCall
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import PrivateAttr

from asynclab.lab import Owner, owner_of

from . import spec
from .scene import Cue, Scene, Script

# From 1.0 on a stream's last chunk says so; where none does, LangChain adds an empty one.
_LAST: dict[str, Any] = {"chunk_position": "last"} if "chunk_position" in AIMessageChunk.model_fields else {}

PROMPT = 5  # input tokens that a reply reports with its first piece, if it reports any


@dataclass(frozen=True)
class Turn:
    """One reply, ready to be given: its tokens, its tool calls and its error."""

    tokens: tuple[str, ...]
    calls: tuple[ToolCall, ...]
    fails: Cue | None
    usage: tuple[int, ...] = ()

    @property
    def chunks(self) -> int:
        """In how many chunks it is streamed: one a token, and one for all tool calls."""
        return len(self.tokens) + bool(self.calls)

    def message(self) -> AIMessage:
        """Return the whole reply."""
        reported = _reported(PROMPT, sum(self.usage)) if self.usage else {}
        return AIMessage(content="".join(self.tokens), tool_calls=deepcopy(list(self.calls)), **reported)

    def chunk(self, number: int) -> AIMessageChunk:
        """Return one chunk, counted from 0."""
        last = _LAST if number == self.chunks - 1 and self.fails is None else {}
        if number < len(self.tokens):
            reported = _reported(0 if number else PROMPT, self.usage[number]) if self.usage else {}
            return AIMessageChunk(content=self.tokens[number], **last, **reported)
        calls = [
            tool_call_chunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=index)
            for index, call in enumerate(self.calls)
        ]
        return AIMessageChunk(content="", tool_call_chunks=calls, **last)


def _reported(given: int, output: int) -> dict[str, Any]:
    return {"usage_metadata": UsageMetadata(input_tokens=given, output_tokens=output, total_tokens=given + output)}


class SyncChat(BaseChatModel):
    """A provider with only sync methods: LangChain runs them in a thread where async ones are asked for."""

    _first: float = PrivateAttr()
    _every: float = PrivateAttr()
    _script: Script[Turn] = PrivateAttr()
    _scene: Scene = PrivateAttr()
    _rank: spec.WaitTurn = PrivateAttr()

    def follow(self, model: spec.Model, scene: Scene) -> None:
        """Take up a script."""
        self._scene = scene
        self._rank = model.turn
        self._first = model.first
        self._every = model.every
        self._script = Script([_turn(reply, f"call-{n}", scene) for n, reply in enumerate(model.replies, start=1)])

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """Return the model with tools. They are passed to it as to any provider, though its script alone decides what
        it calls.
        """
        choice = {"tool_choice": tool_choice} if tool_choice else {}
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **choice, **kwargs)

    def _wait(self, turn: Turn, number: int) -> float:
        """Virtual seconds before chunk `number`, counted from 0; before the end if there is none."""
        return (self._first if number == 0 else 0.0) + (self._every if number < turn.chunks else 0.0)

    def _whole(self, turn: Turn) -> float:
        return self._first + turn.chunks * self._every

    def _given(self, turn: Turn) -> ChatResult:
        if turn.fails:
            raise turn.fails()
        return ChatResult(generations=[ChatGeneration(message=turn.message())])

    def _made(self, turn: Turn, number: int, span: int | None) -> ChatGenerationChunk:
        if number < len(turn.tokens):
            self._scene.mark(str(self.name), "made", span, text=turn.tokens[number])
        return ChatGenerationChunk(message=turn.chunk(number))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        rank, turn = self._rank.of(self._script.begun), self._script.line()
        with self._scene.span(str(self.name), "call", asked=_asked(messages)) as span:
            self._scene.block(span, self._whole(turn), rank)
            return self._given(turn)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        rank, turn = self._rank.of(self._script.begun), self._script.line()
        with self._scene.span(str(self.name), "stream", asked=_asked(messages)) as span:
            for number in range(turn.chunks):
                self._scene.block(span, self._wait(turn, number), rank)
                yield self._made(turn, number, span)
            if turn.fails:
                self._scene.block(span, self._wait(turn, turn.chunks), rank)
                raise turn.fails()


class NativeChat(SyncChat):
    """A provider with async methods of its own as well."""

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        rank, turn = self._rank.of(self._script.begun), self._script.line()
        with self._scene.span(str(self.name), "call", asked=_asked(messages)):
            await self._scene.sleep(self._whole(turn), rank)
            return self._given(turn)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        closing: float = 0.0,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        rank, turn = self._rank.of(self._script.begun), self._script.line()
        with self._scene.span(str(self.name), "stream", asked=_asked(messages)) as span:
            try:
                for number in range(turn.chunks):
                    await self._scene.sleep(self._wait(turn, number), rank)
                    yield self._made(turn, number, span)
                if turn.fails:
                    await self._scene.sleep(self._wait(turn, turn.chunks), rank)
                    raise turn.fails()
            finally:
                if closing:
                    await sleep(closing)


class SlowlyClosingChat(NativeChat):
    """A provider whose connection takes time to close: whoever closes its `astream` and awaits that has waited."""

    _closing: float = PrivateAttr()

    def follow(self, model: spec.Model, scene: Scene) -> None:
        """Take up a script."""
        super().follow(model, scene)
        self._closing = model.closing

    async def astream(
        self,
        input: LanguageModelInput,
        config: RunnableConfig | None = None,
        *,
        stop: list[str] | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[AIMessageChunk]:
        """Stream as any model does, and close in the end."""
        # A library between the reader and the model leaves closing to the garbage collector, as LangChain's sequences
        # and bindings do. Then nobody can wait for it, and nobody is to blame.
        nobody_waits = owner_of(sys._getframe(1).f_code.co_filename) is Owner.LIBRARY
        closing = 0.0 if nobody_waits else self._closing
        chunks: Any = super().astream(input, config, stop=stop, closing=closing, **kwargs)
        try:
            async with aclosing(chunks):
                async for chunk in chunks:
                    yield chunk
        except GeneratorExit:  # LangChain has let go of `_astream`, which closes now
            await sleep(closing)
            raise


def chat_model(model: spec.Model, scene: Scene) -> BaseChatModel:
    """Make the model that a spec describes."""
    kind = SlowlyClosingChat if model.closing else NativeChat if model.native else SyncChat
    chat = kind(name=model.name)
    chat.follow(model, scene)
    return chat


def _asked(messages: Sequence[BaseMessage]) -> Any:
    """What a model is asked, for the record: the message's content, or that of each of several."""
    contents = [message.content for message in messages]
    return contents[0] if len(contents) == 1 else contents


def _turn(reply: spec.Reply, label: str, scene: Scene) -> Turn:
    calls = tuple(
        ToolCall(name=call.name, args=call.args, id=call.id or f"{label}-{number}", type="tool_call")
        for number, call in enumerate(reply.calls, start=1)
    )
    return Turn(reply.tokens, calls, scene.cue(reply.fails) if reply.fails else None, reply.usage)
